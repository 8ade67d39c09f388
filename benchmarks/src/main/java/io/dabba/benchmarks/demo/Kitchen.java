package io.dabba.benchmarks.demo;

import java.util.List;

/** A kind of restaurant: how such places are called, and what they cook. */
record Kitchen(List<String> cuisines, List<String> names, List<Dish> dishes) {

  /** A dish with its usual price in rupees. */
  record Dish(String name, int rupees, boolean veg) {}

  /** The kitchens of the generated city. */
  static final List<Kitchen> ALL =
      List.of(
          new Kitchen(
              List.of("South Indian", "Breakfast"),
              List.of("Udupi Sagar", "Cafe Madras House", "Dakshin Tiffin", "Anna Idli Corner"),
              List.of(
                  veg("Masala Dosa", 110),
                  veg("Idli Sambar", 80),
                  veg("Medu Vada", 90),
                  veg("Rava Upma", 85),
                  veg("Onion Uttapam", 120),
                  veg("Filter Coffee", 45))),
          new Kitchen(
              List.of("North Indian", "Punjabi"),
              List.of(
                  "Punjab Sweet House", "Amritsari Rasoi", "Delhi Darbar Kitchen", "Tandoor Ghar"),
              List.of(
                  veg("Paneer Butter Masala", 280),
                  veg("Dal Makhani", 240),
                  meat("Butter Chicken", 340),
                  veg("Chole Bhature", 180),
                  veg("Garlic Naan", 65),
                  veg("Sweet Lassi", 90))),
          new Kitchen(
              List.of("Biryani", "Mughlai"),
              List.of(
                  "Lucky Biryani",
                  "Awadh Dum Biryani",
                  "Hyderabad Handi",
                  "Noor Mohammadi Kitchen"),
              List.of(
                  meat("Chicken Dum Biryani", 320),
                  meat("Mutton Biryani", 420),
                  veg("Paneer Biryani", 280),
                  meat("Chicken 65", 260),
                  veg("Mirchi ka Salan", 140),
                  veg("Double ka Meetha", 120))),
          new Kitchen(
              List.of("Street Food", "Maharashtrian"),
              List.of("Aaswad Snacks", "Shivaji Vada Pav", "Chowpatty Chaat", "Misal Katta"),
              List.of(
                  veg("Vada Pav", 40),
                  veg("Misal Pav", 120),
                  veg("Pav Bhaji", 160),
                  veg("Sev Puri", 90),
                  veg("Sabudana Khichdi", 110),
                  veg("Kokum Sharbat", 60))),
          new Kitchen(
              List.of("Chinese", "Thai"),
              List.of("Golden Wok", "Mainland Bowl", "Dragon Street", "Five Spice Corner"),
              List.of(
                  veg("Veg Hakka Noodles", 220),
                  meat("Chicken Manchurian", 280),
                  meat("Schezwan Fried Rice", 240),
                  veg("Chilli Paneer", 260),
                  meat("Thai Green Curry", 360),
                  veg("Honey Noodles", 180))),
          new Kitchen(
              List.of("Pizza", "Italian"),
              List.of("Pizza Bay", "Forno Rosso", "Napoli Slice", "Basilico Kitchen"),
              List.of(
                  veg("Margherita Pizza", 320),
                  veg("Farmhouse Pizza", 420),
                  meat("Chicken Pepperoni Pizza", 480),
                  veg("Penne Arrabbiata", 340),
                  veg("Garlic Bread", 160),
                  veg("Tiramisu", 240))),
          new Kitchen(
              List.of("Seafood", "Malvani"),
              List.of(
                  "Malvan Tadka",
                  "Sindhudurg Kitchen",
                  "Koliwada Fish House",
                  "Gomantak Lunch Home"),
              List.of(
                  meat("Surmai Thali", 450),
                  meat("Bombil Fry", 320),
                  meat("Prawns Koliwada", 380),
                  meat("Crab Masala", 520),
                  veg("Sol Kadhi", 70),
                  veg("Bhakri", 40))),
          new Kitchen(
              List.of("Burgers", "Fast Food"),
              List.of("Bombay Burger Works", "Patty Point", "Grill Junction", "Smash Street"),
              List.of(
                  veg("Aloo Tikki Burger", 140),
                  meat("Grilled Chicken Burger", 220),
                  meat("Double Smash Burger", 320),
                  veg("Peri Peri Fries", 130),
                  veg("Cold Coffee", 150),
                  veg("Brownie", 120))),
          new Kitchen(
              List.of("Gujarati", "Thali"),
              List.of("Rajdhani Thali House", "Kathiyawadi Zaika", "Surti Farsan", "Samrat Bhojan"),
              List.of(
                  veg("Gujarati Thali", 320),
                  veg("Dhokla", 110),
                  veg("Undhiyu", 220),
                  veg("Thepla", 90),
                  veg("Handvo", 140),
                  veg("Aamras", 130))),
          new Kitchen(
              List.of("Cafe", "Desserts"),
              List.of("Yazdani Bakery", "Irani Chai House", "Leopold Corner", "Kyani Tea Room"),
              List.of(
                  veg("Bun Maska", 60),
                  veg("Irani Chai", 40),
                  meat("Keema Pav", 220),
                  meat("Akuri on Toast", 180),
                  veg("Mawa Cake", 80),
                  veg("Falooda", 160))));

  private static Dish veg(String name, int rupees) {
    return new Dish(name, rupees, true);
  }

  private static Dish meat(String name, int rupees) {
    return new Dish(name, rupees, false);
  }
}
